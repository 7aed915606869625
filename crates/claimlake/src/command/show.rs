//! `show`: an X12 file for human eyes. Loops indented, segments and elements by names of ours, what each
//! became, and what was wrong where. Nothing is landed, and no home is needed.

use std::fs::File;
use std::io::{self, Write as _};

use anyhow::{Context as _, Result, bail};
use convert::Limits;
use x12::Event;

use crate::args::Show;
use crate::screen::Screen;

mod entry;
mod fate;
mod names;
mod outline;
mod page;
mod text;

pub(crate) use entry::Shown;

use entry::{Entry, Heading};
use fate::Fates;
use outline::Outline;

/// Segments that are shown at once: more is nothing that a person reads, and what became of them all would
/// have to be held.
const MOST: u64 = 200_000;

pub(crate) fn run(args: &Show, screen: &Screen) -> Result<()> {
    let mut file = File::open(&args.file).context("expected to read the file, but could not")?;
    let limits = Limits::default();
    let survey = convert::survey(&mut file, &limits)?;
    if let Some(refusal) = &survey.refusal {
        bail!("{}: {}", refusal.code, refusal.reason);
    }
    let (count, set) = (survey.units.len(), args.set);
    if set.is_some_and(|set| set == 0 || usize::try_from(set).is_ok_and(|set| set > count)) {
        bail!("expected a set from 1 to {count}, but found another number");
    }
    let fates = Fates::of(&mut file, &survey, &limits, set, MOST)?;
    let mut outline = Outline::new(&survey, set);
    let heading = Heading::of(&survey, &fates, set);
    if screen.is_json() {
        let mut shown = Shown::of(&heading);
        each(&mut file, &limits, &mut outline, &fates, &mut |entry| {
            shown.entries.push(entry);
            Ok(())
        })?;
        return Ok(screen.json(&shown)?);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.html {
        out.write_all(page::head(&heading).as_bytes())?;
        each(&mut file, &limits, &mut outline, &fates, &mut |entry| {
            out.write_all(page::entry(&entry).as_bytes())
        })?;
        out.write_all(page::FOOT.as_bytes())?;
    } else {
        out.write_all(text::head(&heading, screen).as_bytes())?;
        each(&mut file, &limits, &mut outline, &fates, &mut |entry| {
            out.write_all(text::entry(&entry, screen).as_bytes())
        })?;
    }
    Ok(out.flush()?)
}

fn each(
    file: &mut File,
    limits: &Limits,
    outline: &mut Outline,
    fates: &Fates,
    show: &mut dyn FnMut(Entry) -> io::Result<()>,
) -> io::Result<()> {
    convert::events(file, limits, &mut |member, event: &Event<'_>| match outline
        .entry(member, event, fates)
    {
        Some(entry) => show(entry),
        None => Ok(()),
    })
}
