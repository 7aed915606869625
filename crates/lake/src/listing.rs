//! What there is to ask: every name, what one row of it is, its columns.

use crate::error::Result;
use crate::posted;
use crate::reference;
use crate::session::Session;
use crate::views::VIEWS;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A stored table; `raw.NAME` shows all of it. Where a view has its name, the view is shown.
    Table,
    /// A view over tables.
    View,
    /// A catalogue of codes that comes with the program.
    Catalogue,
    /// What the state tells.
    State,
}

impl Origin {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Table => "table",
            Origin::View => "view",
            Origin::Catalogue => "catalogue",
            Origin::State => "state",
        }
    }
}

/// A name that a statement can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub origin: Origin,
    /// What one row is.
    pub doc: String,
    /// Columns with their types, in order.
    pub columns: Vec<(String, String)>,
}

impl Session {
    /// Every name, tables first.
    ///
    /// # Errors
    /// A name that does not resolve: the session is not whole.
    pub async fn relations(&self) -> Result<Vec<Relation>> {
        let view = |name: &str| VIEWS.iter().find(|view| view.name == name);
        let mut found = vec![];
        for meta in tables::ALL {
            let doc = view(meta.name).map_or_else(|| meta.doc(), |view| view.doc());
            found.push(self.relation(meta.name, Origin::Table, doc).await?);
        }
        let is_table = |name: &str| tables::ALL.iter().any(|meta| meta.name == name);
        for view in VIEWS.iter().filter(|view| !is_table(view.name)) {
            found.push(self.relation(view.name, Origin::View, view.doc()).await?);
        }
        for (name, doc, _) in reference::catalogues()? {
            found.push(
                self.relation(name, Origin::Catalogue, doc.to_owned())
                    .await?,
            );
        }
        let doc = posted::DOC.to_owned();
        found.push(self.relation(posted::POSTED, Origin::State, doc).await?);
        Ok(found)
    }

    async fn relation(&self, name: &str, origin: Origin, doc: String) -> Result<Relation> {
        let schema = self.columns(name).await?;
        let column = |field: &arrow::datatypes::FieldRef| {
            (field.name().clone(), field.data_type().to_string())
        };
        let columns = schema.fields().iter().map(column).collect();
        Ok(Relation {
            name: name.to_owned(),
            origin,
            doc,
            columns,
        })
    }
}
