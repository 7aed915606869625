//! The workspace's one macro family: a declaration yields row, columns, schema and dictionary.

/// Declares a record: a struct that borrows, and its [`Record`](crate::record::Record).
///
/// A column is `name: Kind = "source element", flags;` under its doc comment. Flags: `phi`, `key`
/// (looked up by), `bounds` (looked up by, and often null or the same), `ordered` (neighbours share a beginning).
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $row:ident<$lt:lifetime> {
            $(
                $(#[doc = $column_doc:literal])*
                $column:ident : $kind:ident $(<$of:ident>)? $(= $source:literal)? $(, $flag:ident)*;
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Default, PartialEq)]
        pub struct $row<$lt> {
            $(
                $(#[doc = $column_doc])*
                pub $column: $crate::declare::value!($lt $kind $(<$of>)?),
            )*
        }

        /// A row may hold PHI, so only its name is shown.
        impl std::fmt::Debug for $row<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($row)).finish_non_exhaustive()
            }
        }

        /// The columns being built.
        #[derive(Debug)]
        pub struct Columns {
            $($column: <$crate::declare::kind!($kind $(<$of>)?) as $crate::kind::Field>::Columns,)*
        }

        impl Default for Columns {
            fn default() -> Self {
                Columns {
                    $($column: <$crate::declare::kind!($kind $(<$of>)?) as $crate::kind::Field>::start(),)*
                }
            }
        }

        impl $crate::record::Record for $row<'static> {
            type Row<'a> = $row<'a>;
            type Columns = Columns;

            fn columns() -> Vec<$crate::record::Column> {
                let mut columns = Vec::new();
                $(
                    <$crate::declare::kind!($kind $(<$of>)?) as $crate::kind::Field>::declare(
                        $crate::record::Column::declared(
                            stringify!($column),
                            &[$($column_doc),*],
                            [$($source,)? ""].first().copied().unwrap_or_default(),
                            &[$(stringify!($flag)),*],
                        ),
                        &mut columns,
                    );
                )*
                columns
            }
            #[inline]
            fn append(columns: &mut Columns, row: &$row<'_>) {
                $(
                    <$crate::declare::kind!($kind $(<$of>)?) as $crate::kind::Field>::put(
                        &mut columns.$column,
                        row.$column,
                    );
                )*
            }
            fn finish(columns: &mut Columns) -> Vec<arrow::array::ArrayRef> {
                let mut arrays = Vec::new();
                $(
                    <$crate::declare::kind!($kind $(<$of>)?) as $crate::kind::Field>::take(
                        &mut columns.$column,
                        &mut arrays,
                    );
                )*
                arrays
            }
            fn memory(columns: &Columns) -> usize {
                0 $(
                    + <$crate::declare::kind!($kind $(<$of>)?) as $crate::kind::Field>::held(
                        &columns.$column,
                    )
                )*
            }
        }

        #[cfg(test)]
        impl $crate::sample::SampleRecord for $row<'static> {
            fn sample(seed: &mut $crate::sample::Seed) -> $row<'static> {
                $row {
                    $(
                        $column: <$crate::declare::kind!($kind $(<$of>)?) as $crate::sample::Sample>::sample(
                            seed,
                        ),
                    )*
                }
            }
        }
    };
}

/// Declares a table: a [`record!`] with a name, a grain and a key; with the column whose month a folded row
/// stands under, where the table is large enough for months; with what folded rows are sorted by before
/// the key, where they are looked up by something else; and whether several files may tell the same row.
macro_rules! table {
    (
        $(#[doc = $doc:literal])*
        $name:ident: $row:ident<$lt:lifetime>, key = [$($key:ident),*]
            $(, month = $month:ident)? $(, sort = [$($sort:ident),*])? $(, repeats = $repeats:literal)? {
            $($columns:tt)*
        }
    ) => {
        $crate::declare::record! {
            $(#[doc = $doc])*
            $row<$lt> { $($columns)* }
        }

        impl $crate::meta::Table for $row<'static> {
            const META: &'static $crate::meta::TableMeta = &$crate::meta::TableMeta {
                name: stringify!($name),
                docs: &[$($doc),*],
                key: &[$(stringify!($key)),*],
                month: [$(Some(stringify!($month)),)? None][0],
                sort: &[$($(stringify!($sort)),*)?],
                repeats: [$($repeats,)? false][0],
                columns: <$row<'static> as $crate::record::Record>::columns,
            };
        }
    };
}

/// The type of a row's field.
macro_rules! value {
    ($lt:lifetime Text) => { &$lt str };
    ($lt:lifetime Flag) => { bool };
    ($lt:lifetime Int) => { i32 };
    ($lt:lifetime Long) => { i64 };
    ($lt:lifetime Money) => { domain::Cents };
    ($lt:lifetime Units) => { domain::Quantity };
    ($lt:lifetime Day) => { jiff::civil::Date };
    ($lt:lifetime Instant) => { $crate::kind::Micros };
    ($lt:lifetime Origin) => { $crate::origin::Origin<$lt> };
    ($lt:lifetime Stated) => { $crate::statement::Statement<$lt> };
    ($lt:lifetime Opt<$of:ident>) => { Option<$crate::declare::value!($lt $of)> };
    ($lt:lifetime List<$of:ident>) => { &$lt [$of<$lt>] };
}

/// The kind of a row's field.
macro_rules! kind {
    (Opt<$of:ident>) => { $crate::kind::Opt<$crate::kind::$of> };
    (List<$of:ident>) => { $crate::record::List<$of<'static>> };
    (Origin) => { $crate::origin::Origin<'static> };
    (Stated) => { $crate::statement::Statement<'static> };
    ($kind:ident) => { $crate::kind::$kind };
}

pub(crate) use {kind, record, table, value};
