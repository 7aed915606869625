//! A file as a page that needs nothing else.

use maud::{DOCTYPE, PreEscaped, html};

use super::entry::{Became, Entry, Heading};

const STYLE: &str = "
:root { color-scheme: light dark; --faint: light-dark(#667, #99a); --line: light-dark(#dde, #334); }
body { font: 14px/1.45 system-ui, sans-serif; margin: 1.5rem; }
table.sets { border-collapse: collapse; margin-bottom: 1rem; }
table.sets td, table.sets th { padding: .15rem .8rem .15rem 0; text-align: left; }
.faint, .number { color: var(--faint); }
article { border-left: 2px solid var(--line); margin-left: calc(var(--depth) * 1.4rem); padding: .2rem .7rem; }
article.begins { margin-top: .5rem; }
h2 { font-size: 1em; margin: 0; font-weight: 400; }
h2 b { font-family: ui-monospace, monospace; }
.loop { background: var(--line); border-radius: .3rem; padding: 0 .35rem; }
dl { display: grid; grid-template-columns: max-content max-content 1fr; gap: 0 .8rem; margin: .1rem 0 .1rem 1rem; }
dt, dd { margin: 0; }
dd { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.became { float: right; font-size: .85em; }
.mapped .became { color: light-dark(#17692f, #6fcf8a); }
.rejected .became, .note { color: light-dark(#a61b1b, #ff8a80); }
.ignored .became { color: light-dark(#8a5a00, #e0b04c); }
.note { margin: .1rem 0 0 1rem; }
";

/// What follows the entries.
pub(crate) const FOOT: &str = "</main></body></html>\n";

pub(crate) fn head(heading: &Heading) -> String {
    let head = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "X12 file" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "X12 file" }
                table.sets {
                    tr { th { "set" } th { "type" } th { "control number" } th { "segments" } th { "mapped" } th { "rejected" } th { "ignored" } }
                    @for set in &heading.sets {
                        tr {
                            td { (set.set) }
                            td { (set.kind) @if set.test { " (test)" } }
                            td { (set.control_number) }
                            td { (set.read) }
                            td { (set.mapped) }
                            td { (set.rejected) }
                            td { (set.ignored) }
                        }
                    }
                }
                @for note in &heading.notes { p.faint { (note) } }
                main {}
            }
        }
    };
    // The entries follow one by one, however many they are.
    let head = head.into_string();
    let end = head.find("</main>").unwrap_or(head.len());
    head.get(..end).unwrap_or_default().to_owned()
}

pub(crate) fn entry(entry: &Entry) -> String {
    let (class, became) = match entry.became {
        Became::Mapped => ("mapped", entry.tables.join(", ")),
        Became::Rejected => ("rejected", "rejected".to_owned()),
        Became::Ignored => ("ignored", "ignored".to_owned()),
        Became::Envelope => ("envelope", String::new()),
    };
    let class = match entry.begins {
        Some(_) => format!("{class} begins"),
        None => class.to_owned(),
    };
    let page = html! {
        article class=(class) style=(format!("--depth:{}", entry.depth)) {
            h2 {
                @if !became.is_empty() { span.became { (became) } }
                @if let Some(id) = entry.begins { span.loop { (id) } " " }
                b { (entry.segment) } " " (entry.name) " "
                span.faint { (entry.record) }
            }
            @if !entry.elements.is_empty() {
                dl {
                    @for element in &entry.elements {
                        dt.number { (element.number) }
                        dt { (element.name) }
                        dd { (element.value) }
                    }
                }
            }
            @for note in &entry.notes { p.note { (note) } }
        }
    };
    page.into_string() + "\n"
}
