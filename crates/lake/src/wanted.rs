//! Which rows of a table are looked up: of these columns one of these values, and perhaps of a document only some.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{AsArray as _, BooleanArray};
use arrow::compute::cast as cast_array;
use arrow::datatypes::{DataType, Int32Type};
use datafusion::common::DataFusionError;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility, cast,
    col, lit,
};

/// Which rows of a table are looked up.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    any: Vec<(&'static str, Arc<BTreeSet<String>>)>,
    all: Vec<Expr>,
    keys: Option<Keys>,
}

/// An ordinal's column, and documents with their ordinals.
type Keys = (&'static str, Arc<BTreeMap<String, BTreeSet<i32>>>);

impl Wanted {
    /// None yet.
    #[must_use]
    pub fn new() -> Wanted {
        Wanted::default()
    }

    /// Those that have one of the values in the column, beside others that are wanted.
    #[must_use]
    pub fn or(mut self, column: &'static str, values: impl IntoIterator<Item = String>) -> Wanted {
        let values: BTreeSet<String> = values.into_iter().collect();
        if !values.is_empty() {
            self.any.push((column, Arc::new(values)));
        }
        self
    }

    /// Of these only those whose column is null, or is not.
    #[must_use]
    pub fn and_null(mut self, column: &'static str, is_null: bool) -> Wanted {
        self.all.push(match is_null {
            true => col(column).is_null(),
            false => col(column).is_not_null(),
        });
        self
    }

    /// Of these only those between two days, as 2026-03-01.
    #[must_use]
    pub fn and_days(mut self, column: &'static str, first: &str, last: &str) -> Wanted {
        let day = |text: &str| cast(lit(text), DataType::Date32);
        self.all.push(col(column).between(day(first), day(last)));
        self
    }

    /// Those of a document and an ordinal in it.
    #[must_use]
    pub fn of(column: &'static str, of: BTreeSet<(String, i32)>) -> Wanted {
        let mut docs: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
        for (doc, ordinal) in of {
            docs.entry(doc).or_default().insert(ordinal);
        }
        let docs = Arc::new(docs);
        let wanted = Wanted::new().or("doc_id", docs.keys().cloned());
        let keys = Some((column, docs));
        Wanted { keys, ..wanted }
    }

    /// Values of columns.
    pub(crate) fn any(&self) -> impl Iterator<Item = (&'static str, &BTreeSet<String>)> {
        self.any.iter().map(|(column, values)| (*column, &**values))
    }

    /// Of these only such ordinals of such documents.
    pub(crate) fn keys(&self) -> Option<(&'static str, &BTreeMap<String, BTreeSet<i32>>)> {
        self.keys.as_ref().map(|(column, docs)| (*column, &**docs))
    }

    /// Whether a row is wanted; none is.
    pub(crate) fn filter(&self) -> Option<Expr> {
        let any = self.any.iter().map(|(column, values)| {
            let one = ScalarUDF::new_from_impl(OneOf::new(values));
            one.call(vec![col(*column)])
        });
        let any = any.reduce(Expr::or)?;
        let these = self.keys.as_ref().map(|(column, docs)| {
            let these = ScalarUDF::new_from_impl(These::new(Arc::clone(docs)));
            these.call(vec![col("doc_id"), col(*column)])
        });
        let also = self.all.iter().cloned().chain(these);
        Some(also.fold(any, Expr::and))
    }
}

/// Whether a value is one of these. A list of literals would be looked through, and made anew, for each part.
#[derive(Debug)]
struct OneOf {
    /// Each value of a page is looked for; bounds of pages need the ordered set, this does not.
    of: Arc<HashSet<String>>,
    signature: Signature,
}

impl OneOf {
    fn new(of: &BTreeSet<String>) -> OneOf {
        OneOf {
            of: Arc::new(of.iter().cloned().collect()),
            signature: Signature::any(1, Volatility::Immutable),
        }
    }
}

/// Whether a document and an ordinal are among these. As a join it would not reach the parts.
#[derive(Debug)]
struct These {
    of: Arc<BTreeMap<String, BTreeSet<i32>>>,
    signature: Signature,
}

impl These {
    fn new(of: Arc<BTreeMap<String, BTreeSet<i32>>>) -> These {
        let signature = Signature::any(2, Volatility::Immutable);
        These { of, signature }
    }
}

/// Of the same set, which is made anew for each look-up.
macro_rules! same_set {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                Arc::ptr_eq(&self.of, &other.of)
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                Arc::as_ptr(&self.of).hash(state);
            }
        }
    };
}

same_set!(OneOf);
same_set!(These);

impl ScalarUDFImpl for OneOf {
    fn name(&self) -> &'static str {
        "is_one_of"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> datafusion::error::Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(
        &self,
        args: ScalarFunctionArgs,
    ) -> datafusion::error::Result<ColumnarValue> {
        let given = ColumnarValue::values_to_arrays(&args.args)?;
        let Some(texts) = given.first() else {
            return Err(DataFusionError::Internal("expected a column".to_owned()));
        };
        let texts = cast_array(texts, &DataType::Utf8View)?;
        // Rows of a document stand together.
        let mut last: Option<(&str, bool)> = None;
        let is_wanted = texts.as_string_view().iter().map(|text| {
            let text = text?;
            let is_one = match last {
                Some((same, is_one)) if same == text => is_one,
                _ => self.of.contains(text),
            };
            last = Some((text, is_one));
            Some(is_one)
        });
        let is_wanted: BooleanArray = is_wanted.collect();
        Ok(ColumnarValue::Array(Arc::new(is_wanted)))
    }
}

impl ScalarUDFImpl for These {
    fn name(&self) -> &'static str {
        "is_one_of_these"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> datafusion::error::Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(
        &self,
        args: ScalarFunctionArgs,
    ) -> datafusion::error::Result<ColumnarValue> {
        let other = || DataFusionError::Internal("expected a document and an ordinal".to_owned());
        let given = ColumnarValue::values_to_arrays(&args.args)?;
        let [docs, ordinals] = &given[..] else {
            return Err(other());
        };
        let docs = cast_array(docs, &DataType::Utf8View)?;
        let docs = docs.as_string_view();
        let ordinals = ordinals.as_primitive_opt::<Int32Type>().ok_or_else(other)?;
        // Rows of a document stand together.
        let mut last: Option<(&str, Option<&BTreeSet<i32>>)> = None;
        let is_wanted = docs.iter().zip(ordinals).map(|(doc, ordinal)| {
            let (doc, ordinal) = doc.zip(ordinal)?;
            let of = match last {
                Some((same, of)) if same == doc => of,
                _ => self.of.get(doc),
            };
            last = Some((doc, of));
            Some(of.is_some_and(|of| of.contains(&ordinal)))
        });
        let is_wanted: BooleanArray = is_wanted.collect();
        Ok(ColumnarValue::Array(Arc::new(is_wanted)))
    }
}
