//! `sweep`: finish what was begun.

use anyhow::Result;
use pipeline::Context;

use crate::answer::Swept;
use crate::screen::Screen;

pub(crate) async fn run(context: &Context, screen: &Screen) -> Result<()> {
    let swept = pipeline::sweep(context).await?;
    let swept = Swept {
        files: swept.files,
        batch: swept.head,
    };
    if screen.is_json() {
        return Ok(screen.json(&swept)?);
    }
    Ok(screen.line(&format!(
        "{} files taken up again; batch {}",
        swept.files, swept.batch
    ))?)
}
