//! Markup and text of a stream, piece by piece, by quick-xml over a window of it.
//!
//! quick-xml over a stream gathers a token whole, however long it is. Here it sees a window at a
//! time; what the window's end cuts is read again with more behind it, up to a limit.

use std::io::{self, Read};

use quick_xml::errors::SyntaxError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::parser::{ElementParser, Parser};

use crate::source::Source;

/// One piece of a stream.
pub(crate) enum Token<'t> {
    /// A start tag; `true` where it is an empty element.
    Start(&'t BytesStart<'t>, bool),
    /// The name of an end tag.
    End(&'t str),
    /// Text, references resolved; what belongs together may come in pieces.
    Text(&'t str),
    /// Text where a reference stands that can't be resolved.
    Odd(&'t str, Oddity),
    /// A start tag longer than the limit, of which the name is known; `true` where it is empty. No
    /// name where it is a CDATA section.
    TooLong(&'t str, bool),
    /// A document type declaration.
    Doctype,
    /// What is no XML, or (`true`) markup that the end of the stream cuts; nothing comes behind it.
    Broken(bool),
}

/// What is wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// An entity that only a document type could declare.
    Entity,
    /// An ampersand that begins no reference.
    Ampersand,
}

/// Who takes the pieces; says `false` to be given no more for now.
pub(crate) trait Sink {
    fn token(&mut self, token: Token<'_>, byte: u64) -> bool;
}

/// Longest reference that is waited for: names of entities are short.
const REFERENCE_BYTES: usize = 256;
/// Longest name of a tag that is too long itself.
const NAME_BYTES: usize = 256;

pub(crate) struct Tokens<R> {
    pub(crate) source: Source<R>,
    markup_bytes: usize,
    broken: bool,
}

/// Why a window was left.
enum Left {
    Stopped,
    /// The last piece of the window is cut.
    Cut,
    Broken,
}

impl<R: Read> Tokens<R> {
    pub(crate) fn new(read: R, markup_bytes: usize) -> Self {
        Tokens {
            source: Source::new(read),
            markup_bytes,
            broken: false,
        }
    }

    /// Offset in the stream of what comes next.
    pub(crate) fn offset(&self) -> u64 {
        self.source.offset()
    }

    /// Gives pieces until the sink has enough (`true`) or the stream has ended.
    pub(crate) fn feed(&mut self, sink: &mut impl Sink) -> io::Result<bool> {
        while !self.broken {
            let (used, left) = self.read_window(sink);
            self.source.consume(used);
            match left {
                Left::Stopped => return Ok(true),
                Left::Cut if self.source.is_finished() && self.source.window().is_empty() => break,
                Left::Cut if self.source.window().len() > self.markup_bytes => {
                    if !self.skip_markup(sink)? {
                        return Ok(true);
                    }
                }
                Left::Cut if !self.source.is_finished() => self.source.fill()?,
                Left::Cut | Left::Broken => {
                    self.broken = true;
                    let cut = matches!(left, Left::Cut);
                    if !sink.token(Token::Broken(cut), self.source.offset()) {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Reads to the end without looking.
    pub(crate) fn drain(&mut self) -> io::Result<()> {
        self.broken = true;
        loop {
            self.source.consume(self.source.window().len());
            if self.source.is_finished() {
                return Ok(());
            }
            self.source.fill()?;
        }
    }

    fn read_window(&self, sink: &mut impl Sink) -> (usize, Left) {
        let window = self.source.window();
        let finished = self.source.is_finished();
        // quick-xml takes a byte order mark for one wherever it begins.
        let skipped = if window.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let window = window.get(skipped..).unwrap_or_default();
        let mut xml = quick_xml::Reader::from_reader(window);
        let config = xml.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let (encoding, base) = (self.source.encoding(), self.source.offset());
        let (mut used, mut counted, mut byte) = (0, 0, base);
        loop {
            let event = xml.read_event();
            let end = usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX);
            let gone = window.get(counted..used).unwrap_or_default();
            byte += u64::try_from(encoding.encoded_len(gone)).unwrap_or(u64::MAX);
            counted = used;
            let piece = window.get(used..).unwrap_or_default();
            let at_end = end >= window.len() && !finished;
            let more = match event {
                Ok(Event::Eof) => return (skipped + used, Left::Cut),
                Ok(Event::Text(_)) if at_end && waits(piece) => {
                    return (skipped + used, Left::Cut);
                }
                Ok(Event::Start(tag)) => sink.token(Token::Start(&tag, false), byte),
                Ok(Event::Empty(tag)) => sink.token(Token::Start(&tag, true), byte),
                Ok(Event::End(tag)) => sink.token(Token::End(tag.name().0), byte),
                Ok(Event::Text(text)) => {
                    let text = text.into_inner();
                    match text.starts_with('&') {
                        true => sink.token(Token::Odd(&text, Oddity::Ampersand), byte),
                        false => sink.token(Token::Text(&text), byte),
                    }
                }
                Ok(Event::CData(text)) => sink.token(Token::Text(&text.into_inner()), byte),
                Ok(Event::GeneralRef(reference)) => refer(sink, &reference, byte),
                Ok(Event::DocType(_)) => sink.token(Token::Doctype, byte),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => true,
                Err(_) if is_doctype(piece) => {
                    sink.token(Token::Doctype, byte);
                    return (skipped + window.len(), Left::Stopped);
                }
                Err(error) => return (skipped + used, left(&error, piece)),
            };
            used = end.min(window.len());
            if !more {
                return (skipped + used, Left::Stopped);
            }
        }
    }

    /// Passes over one piece of markup that is longer than the limit. Its end is searched for in
    /// what comes; nothing of it is kept but the name.
    fn skip_markup(&mut self, sink: &mut impl Sink) -> io::Result<bool> {
        let byte = self.source.offset();
        let window = self.source.window();
        let mut end = Ending::new(window);
        let name = tag_name(window);
        let mut last = 0;
        loop {
            let window = self.source.window();
            if let Some(used) = end.feed(window) {
                let before = used.checked_sub(2).and_then(|at| window.get(at));
                let empty = before.copied().unwrap_or(last) == b'/';
                self.source.consume(used);
                return Ok(match (&end, name) {
                    (Ending::Tag(_), Some(name)) => sink.token(Token::TooLong(&name, empty), byte),
                    (Ending::Tag(_), None) => {
                        self.broken = true;
                        sink.token(Token::Broken(false), byte)
                    }
                    (Ending::Text(b"]]>"), _) => sink.token(Token::TooLong("", true), byte),
                    (Ending::Text(_), _) => true,
                });
            }
            last = window.last().copied().unwrap_or(last);
            // The terminators have up to three bytes, two of which may be the last ones here.
            let keep = end.kept();
            self.source.consume(window.len().saturating_sub(keep));
            if self.source.is_finished() {
                self.broken = true;
                return Ok(sink.token(Token::Broken(true), byte));
            }
            self.source.fill()?;
        }
    }
}

/// How a piece of markup ends.
enum Ending {
    Tag(ElementParser),
    Text(&'static [u8]),
}

impl Ending {
    fn new(piece: &[u8]) -> Self {
        match piece {
            [b'<', b'!', b'-', b'-', ..] => Ending::Text(b"-->"),
            [b'<', b'!', b'[', ..] => Ending::Text(b"]]>"),
            [b'<', b'?', ..] => Ending::Text(b"?>"),
            _ => Ending::Tag(ElementParser::default()),
        }
    }

    fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Ending::Tag(parser) => parser.feed(bytes).map(|at| at + 1),
            Ending::Text(end) => memchr::memmem::find(bytes, end).map(|at| at + end.len()),
        }
    }

    fn kept(&self) -> usize {
        match self {
            Ending::Tag(_) => 0,
            Ending::Text(end) => end.len() - 1,
        }
    }
}

/// The name a start tag begins with, if it is one.
fn tag_name(piece: &[u8]) -> Option<String> {
    let rest = piece.strip_prefix(b"<")?;
    let rest = rest.get(..rest.len().min(NAME_BYTES))?;
    let end = rest
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))?;
    let name = std::str::from_utf8(rest.get(..end)?).ok()?;
    (!name.is_empty() && !name.starts_with('!')).then(|| name.to_owned())
}

/// True for the beginning of a reference whose end may come.
fn waits(piece: &[u8]) -> bool {
    piece.starts_with(b"&") && piece.len() < REFERENCE_BYTES
}

fn is_doctype(piece: &[u8]) -> bool {
    piece
        .get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"<!DOCTYPE"))
}

/// What can't be read yet, and what never will.
fn left(error: &quick_xml::Error, piece: &[u8]) -> Left {
    match error {
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) if piece.len() >= 16 => {
            Left::Broken
        }
        quick_xml::Error::Syntax(_) => Left::Cut,
        _ => Left::Broken,
    }
}

/// XML 1.0, 4.1 and 4.6: character references and the five entities that need no declaration.
fn refer(sink: &mut impl Sink, reference: &BytesRef<'_>, byte: u64) -> bool {
    let name: &str = reference;
    match reference.resolve_char_ref() {
        Ok(Some(character)) => {
            return sink.token(Token::Text(character.encode_utf8(&mut [0; 4])), byte);
        }
        Ok(None) => {}
        Err(_) => return sink.token(Token::Odd("\u{fffd}", Oddity::Entity), byte),
    }
    match resolve_predefined_entity(name) {
        Some(text) => sink.token(Token::Text(text), byte),
        None if is_name(name) => sink.token(Token::Odd("\u{fffd}", Oddity::Entity), byte),
        None => sink.token(Token::Odd(&format!("&{name};"), Oddity::Ampersand), byte),
    }
}

fn is_name(name: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    name.len() <= REFERENCE_BYTES && !name.is_empty() && name.chars().all(good)
}
