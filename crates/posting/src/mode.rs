//! Whether anything is written at all.

use serde::{Deserialize, Serialize};
use store::{Expect, State, key};

use crate::error::{Error, Result};

/// Whether anything is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// What would be exported is shown, and nothing is written. So it is until somebody says otherwise.
    #[default]
    Shadow,
    /// Exports are written.
    On,
}

impl Mode {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Shadow => "shadow",
            Mode::On => "on",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    mode: Mode,
}

/// Whether anything is written.
///
/// # Errors
/// State.
pub async fn mode(state: &dyn State) -> Result<Mode> {
    Ok(kept(state).await?.0)
}

/// The mode, and what must be true of its key for it still to hold.
pub(crate) async fn kept(state: &dyn State) -> Result<(Mode, Expect)> {
    let Some(found) = state.get(&key::posting_mode()).await? else {
        return Ok((Mode::default(), Expect::Absent));
    };
    let kept: Kept =
        serde_json::from_value(found.body).map_err(|_| Error::Damaged("the mode of posting"))?;
    Ok((kept.mode, Expect::Version(found.version)))
}

/// Switches it.
///
/// # Errors
/// State; [`Error::Changed`] where somebody else switched it at the same time.
pub async fn set_mode(state: &dyn State, mode: Mode) -> Result<()> {
    let (before, expect) = kept(state).await?;
    if before == mode {
        return Ok(());
    }
    let body = serde_json::json!({ "mode": mode });
    match state.put(&key::posting_mode(), body, expect).await {
        Ok(_) => Ok(()),
        Err(error) if error.is_conflict() => Err(Error::Changed),
        Err(error) => Err(error.into()),
    }
}
