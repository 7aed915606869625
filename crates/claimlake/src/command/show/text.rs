//! A file as text.

use super::entry::{Became, Entry, Heading};
use crate::screen::{self, BAD, FAINT, GOOD, HEAD, ODD, Screen};

pub(crate) fn head(heading: &Heading, screen: &Screen) -> String {
    let mut out = String::new();
    for set in &heading.sets {
        let title = format!("set {}  {} {}", set.set, set.kind, set.control_number);
        let test = if set.test { ", test" } else { "" };
        let counts = format!(
            "{} segments: {} mapped, {} rejected, {} ignored{test}",
            screen::count(set.read),
            screen::count(set.mapped),
            screen::count(set.rejected),
            screen::count(set.ignored)
        );
        out += &format!(
            "{}  {}\n",
            screen.paint(HEAD, &title),
            screen.paint(FAINT, &counts)
        );
    }
    for note in &heading.notes {
        out += &format!("{}\n", screen.paint(FAINT, note));
    }
    out.push('\n');
    out
}

/// The segment, its elements under it, and what is wrong.
pub(crate) fn entry(entry: &Entry, screen: &Screen) -> String {
    let indent = "  ".repeat(entry.depth);
    let (style, became) = match entry.became {
        Became::Mapped if entry.tables.is_empty() => (FAINT, String::new()),
        Became::Mapped => (GOOD, format!("-> {}", entry.tables.join(", "))),
        Became::Rejected => (BAD, "rejected".to_owned()),
        Became::Ignored => (ODD, "ignored".to_owned()),
        Became::Envelope => (FAINT, String::new()),
    };
    let begins = entry.begins.map_or(String::new(), |id| format!("{id} "));
    let title = screen.paint(HEAD, &format!("{begins}{}", entry.segment));
    let line = format!(
        "{indent}{title} {}  {}",
        entry.name,
        screen.paint(style, &became)
    );
    let mut out = format!("{}\n", line.trim_end());
    let width = entry
        .elements
        .iter()
        .map(|it| it.name.chars().count())
        .max();
    let width = width.unwrap_or(0);
    for element in &entry.elements {
        let pad = " ".repeat(width.saturating_sub(element.name.chars().count()));
        let number = screen.paint(FAINT, &format!("{:<5}", element.number));
        out += &format!(
            "{indent}    {number} {}{pad}  {}\n",
            element.name, element.value
        );
    }
    for note in &entry.notes {
        out += &format!("{indent}    {}\n", screen.paint(BAD, &format!("! {note}")));
    }
    out
}
