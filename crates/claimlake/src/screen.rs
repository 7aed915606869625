//! What a person sees: aligned columns, a little colour on a terminal, and JSON for programs.

use std::io::{self, IsTerminal as _, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::args::{Colour, Global};

/// Where answers go: standard output, once for people and once for programs.
#[derive(Debug)]
pub(crate) struct Screen {
    json: bool,
    colour: bool,
}

pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const ODD: Style = AnsiColor::Yellow.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default();
pub(crate) const HEAD: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

impl Screen {
    pub(crate) fn new(global: &Global) -> Screen {
        let colour = match global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
                    && io::stdout().is_terminal()
            }
        };
        Screen {
            json: global.json,
            colour,
        }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// One JSON document on standard output.
    pub(crate) fn json<T: Serialize>(&self, answer: &T) -> io::Result<()> {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, answer)?;
        out.write_all(b"\n")
    }

    pub(crate) fn line(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")
    }

    pub(crate) fn heading(&self, text: &str) -> io::Result<()> {
        self.line("")?;
        self.line(&self.paint(HEAD, text))
    }

    /// The text in a style, where colour is wanted.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Rows in aligned columns, two spaces apart. The first row is the heading.
    pub(crate) fn columns(&self, align: &[Align], rows: &[Vec<String>]) -> io::Result<()> {
        let width = |column: usize| {
            rows.iter()
                .filter_map(|r| r.get(column))
                .map(|c| c.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..align.len()).map(width).collect();
        for (n, row) in rows.iter().enumerate() {
            let mut line = String::from("  ");
            for ((cell, align), width) in row.iter().zip(align).zip(&widths) {
                let pad = " ".repeat(width.saturating_sub(cell.chars().count()));
                let cell = if n == 0 {
                    self.paint(FAINT, cell)
                } else {
                    cell.clone()
                };
                match align {
                    Align::Left => line.extend([cell.as_str(), &pad, "  "]),
                    Align::Right => line.extend([pad.as_str(), &cell, "  "]),
                }
            }
            self.line(line.trim_end())?;
        }
        Ok(())
    }
}

/// 1234567 as 1,234,567: counts are read by people.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Enough of a file's id to name it.
pub(crate) fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
