//! What a column may hold. A kind says at once the Rust value of a row, the Arrow type and the builder.

use std::fmt::Debug;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanBuilder, PrimitiveBuilder, StringBuilder};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Int32Type, Int64Type, TimeUnit, TimestampMicrosecondType,
};
use domain::{Cents, Quantity, date};
use jiff::civil::Date;

use crate::record::Column;

/// What a column holds.
pub trait Kind {
    /// A row's value.
    type Value<'a>: Copy + Default + PartialEq;
    /// The column being built.
    type Column: Debug + Send;
    /// May it be null?
    const NULLABLE: bool;

    /// Its Arrow type.
    fn data_type() -> DataType;
    /// What the data dictionary calls it.
    fn name() -> String;
    /// Whether it holds something that identifies a person whatever the column is.
    fn phi() -> bool {
        false
    }
    /// An empty column.
    fn column() -> Self::Column;
    /// Appends a row's value.
    fn append(column: &mut Self::Column, value: Self::Value<'_>);
    /// Takes what was appended and leaves the column empty.
    fn finish(column: &mut Self::Column) -> ArrayRef;
    /// Bytes that the column holds in memory.
    fn memory(column: &Self::Column) -> usize;
}

/// A field of a row: one column, or several that always come together.
pub trait Field {
    /// A row's value.
    type Value<'a>: Copy + Default + PartialEq;
    /// The columns being built.
    type Columns: Debug + Send;

    /// The columns, from the declaration of the field.
    fn declare(declared: Column, to: &mut Vec<Column>);
    /// No rows yet.
    fn start() -> Self::Columns;
    /// Appends a row's value.
    fn put(columns: &mut Self::Columns, value: Self::Value<'_>);
    /// Takes what was appended and leaves the columns empty.
    fn take(columns: &mut Self::Columns, to: &mut Vec<ArrayRef>);
    /// Bytes held in memory.
    fn held(columns: &Self::Columns) -> usize;
}

impl<K: Kind> Field for K {
    type Value<'a> = K::Value<'a>;
    type Columns = K::Column;

    fn declare(declared: Column, to: &mut Vec<Column>) {
        to.push(Column {
            nullable: K::NULLABLE,
            phi: declared.phi || K::phi(),
            kind: K::name(),
            data_type: K::data_type(),
            ..declared
        });
    }
    fn start() -> K::Column {
        K::column()
    }
    #[inline]
    fn put(columns: &mut K::Column, value: K::Value<'_>) {
        K::append(columns, value);
    }
    fn take(columns: &mut K::Column, to: &mut Vec<ArrayRef>) {
        to.push(K::finish(columns));
    }
    fn held(columns: &K::Column) -> usize {
        K::memory(columns)
    }
}

/// A kind whose column can also take a null.
pub trait Scalar: Kind {
    /// Appends a null.
    fn append_null(column: &mut Self::Column);
}

/// A kind that may be null.
#[derive(Debug)]
pub struct Opt<K>(std::marker::PhantomData<K>);

impl<K: Scalar> Kind for Opt<K> {
    type Value<'a> = Option<K::Value<'a>>;
    type Column = K::Column;
    const NULLABLE: bool = true;

    fn data_type() -> DataType {
        K::data_type()
    }
    fn name() -> String {
        K::name()
    }
    fn column() -> K::Column {
        K::column()
    }
    #[inline]
    fn append(column: &mut K::Column, value: Option<K::Value<'_>>) {
        match value {
            Some(value) => K::append(column, value),
            None => K::append_null(column),
        }
    }
    fn finish(column: &mut K::Column) -> ArrayRef {
        K::finish(column)
    }
    fn memory(column: &K::Column) -> usize {
        K::memory(column)
    }
}

/// Codes, identifiers, names.
#[derive(Debug)]
pub struct Text;

impl Kind for Text {
    type Value<'a> = &'a str;
    type Column = StringBuilder;
    const NULLABLE: bool = false;

    fn data_type() -> DataType {
        DataType::Utf8
    }
    fn name() -> String {
        "text".to_owned()
    }
    fn column() -> StringBuilder {
        StringBuilder::new()
    }
    #[inline]
    fn append(column: &mut StringBuilder, value: &str) {
        column.append_value(value);
    }
    fn finish(column: &mut StringBuilder) -> ArrayRef {
        Arc::new(column.finish())
    }
    fn memory(column: &StringBuilder) -> usize {
        column.values_slice().len() + column.offsets_slice().len() * 4
    }
}

impl Scalar for Text {
    #[inline]
    fn append_null(column: &mut StringBuilder) {
        column.append_null();
    }
}

/// Yes or no.
#[derive(Debug)]
pub struct Flag;

impl Kind for Flag {
    type Value<'a> = bool;
    type Column = BooleanBuilder;
    const NULLABLE: bool = false;

    fn data_type() -> DataType {
        DataType::Boolean
    }
    fn name() -> String {
        "boolean".to_owned()
    }
    fn column() -> BooleanBuilder {
        BooleanBuilder::new()
    }
    #[inline]
    fn append(column: &mut BooleanBuilder, value: bool) {
        column.append_value(value);
    }
    fn finish(column: &mut BooleanBuilder) -> ArrayRef {
        Arc::new(column.finish())
    }
    fn memory(column: &BooleanBuilder) -> usize {
        column.values_slice().len()
    }
}

impl Scalar for Flag {
    #[inline]
    fn append_null(column: &mut BooleanBuilder) {
        column.append_null();
    }
}

/// Micros since 1970, UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub i64);

/// The kinds whose column is a vector of numbers: name, row's value, Arrow type, how one becomes the other.
macro_rules! numbers {
    ($($(#[$doc:meta])* $kind:ident($value:ty) = $arrow:ty, $data_type:expr, $name:literal, $as:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $kind;

        impl Kind for $kind {
            type Value<'a> = $value;
            type Column = PrimitiveBuilder<$arrow>;
            const NULLABLE: bool = false;

            fn data_type() -> DataType {
                $data_type
            }
            fn name() -> String {
                $name.to_owned()
            }
            fn column() -> PrimitiveBuilder<$arrow> {
                PrimitiveBuilder::new().with_data_type($data_type)
            }
            #[inline]
            fn append(column: &mut PrimitiveBuilder<$arrow>, value: $value) {
                let number = $as;
                column.append_value(number(value));
            }
            fn finish(column: &mut PrimitiveBuilder<$arrow>) -> ArrayRef {
                let array = column.finish();
                debug_assert_eq!(array.data_type(), &$data_type);
                Arc::new(array)
            }
            fn memory(column: &PrimitiveBuilder<$arrow>) -> usize {
                std::mem::size_of_val(column.values_slice())
            }
        }

        impl Scalar for $kind {
            #[inline]
            fn append_null(column: &mut PrimitiveBuilder<$arrow>) {
                column.append_null();
            }
        }
    )*};
}

numbers! {
    /// Small counts and ordinals.
    Int(i32) = Int32Type, DataType::Int32, "integer", |value: i32| value;
    /// Offsets and large counts.
    Long(i64) = Int64Type, DataType::Int64, "bigint", |value: i64| value;
    /// Money.
    Money(Cents) = Decimal128Type, DataType::Decimal128(18, 2), "decimal(18,2)", |value: Cents| i128::from(value.0);
    /// Units, days, doses.
    Units(Quantity) = Decimal128Type, DataType::Decimal128(18, 4), "decimal(18,4)", |value: Quantity| i128::from(value.0);
    /// A day.
    Day(Date) = Date32Type, DataType::Date32, "date", |value: Date| date::days(value);
    /// An instant, or what stands for one.
    Instant(Micros) = TimestampMicrosecondType, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), "timestamp", |value: Micros| value.0;
}
