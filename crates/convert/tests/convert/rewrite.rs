//! A file read into lines and written again in other bytes: other delimiters, other line ends.
//!
//! Also the fuzz targets and the program's tests are built with this.

use x12::{Delimiters, Event, Reader, Segment};

/// Repetitions of components.
pub(crate) type Element = Vec<Vec<Vec<u8>>>;

/// A segment without its delimiters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) part: Part,
    pub(crate) id: Vec<u8>,
    /// The first is element 1.
    pub(crate) elements: Vec<Element>,
}

/// What a segment is in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// An ISA; whether its elements may repeat.
    Isa(bool),
    Gs,
    St,
    /// In a set.
    Inside,
    /// In no set.
    Outside,
    Se,
    Ge,
    Iea,
}

/// How lines are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) delimiters: Delimiters,
    pub(crate) wrap: Wrap,
}

/// What is put between segments, or into them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wrap {
    Nothing,
    Lf,
    CrLf,
    /// Lines of 80 bytes, wherever they end.
    Eighty,
}

impl Line {
    /// An element's first component.
    pub(crate) fn value(&self, element: usize) -> &[u8] {
        let element = self.elements.get(element - 1);
        let first = element.and_then(|it| it.first()).and_then(|it| it.first());
        first.map_or(&b""[..], Vec::as_slice)
    }

    /// Gives an element, which is there, another value.
    pub(crate) fn set(&mut self, element: usize, value: &[u8]) {
        self.elements[element - 1] = vec![vec![value.to_vec()]];
    }
}

/// The lines of a file, without what is outside of its interchanges. `None` where a segment can't be
/// read: what it says is what its bytes are.
pub(crate) fn read(bytes: &[u8]) -> Option<Vec<Line>> {
    let mut reader = Reader::new(bytes, x12::Limits::default());
    let mut lines = Vec::new();
    while let Some(event) = reader.next_event().ok()? {
        lines.push(match event {
            Event::InterchangeStart(isa) => header(&isa.segment()),
            Event::GroupStart(gs) => line(Part::Gs, &gs.segment()),
            Event::SetStart(start) => line(Part::St, &start.st.segment()),
            // Binary data is no text that can be written in another way.
            Event::Segment(segment) if is_binary(&segment) => return None,
            Event::Segment(segment) => line(Part::Inside, &segment),
            Event::Outside(segment) => line(Part::Outside, &segment),
            // What a trailer counts says nothing of a document, and is counted when it is written.
            Event::SetEnd(end) if end.trailer => trailer(Part::Se, b"SE"),
            Event::GroupEnd(end) if end.trailer => trailer(Part::Ge, b"GE"),
            Event::InterchangeEnd(end) if end.trailer => trailer(Part::Iea, b"IEA"),
            Event::Damaged(_) => return None,
            Event::Noise(noise) if noise.interchanges > 0 => return None,
            _ => continue,
        });
    }
    Some(lines)
}

/// True for a segment whose data may hold any byte.
pub(crate) fn is_binary(segment: &Segment<'_>) -> bool {
    matches!(segment.id(), b"BIN" | b"BDS")
}

fn header(isa: &Segment<'_>) -> Line {
    let may_repeat = isa.delimiters().repetition.is_some();
    let elements = (1..=16)
        .map(|at| vec![vec![isa.element(at).to_vec()]])
        .collect();
    Line {
        part: Part::Isa(may_repeat),
        id: b"ISA".to_vec(),
        elements,
    }
}

fn line(part: Part, segment: &Segment<'_>) -> Line {
    let Delimiters {
        element,
        component,
        repetition,
        ..
    } = segment.delimiters();
    let mut elements = segment.as_bytes().split(|byte| *byte == element);
    let id = elements.next().unwrap_or_default().to_vec();
    let components = |bytes: &[u8]| {
        bytes
            .split(|it| *it == component)
            .map(<[u8]>::to_vec)
            .collect()
    };
    let elements = elements
        .map(|bytes| {
            bytes
                .split(|it| Some(*it) == repetition)
                .map(components)
                .collect()
        })
        .collect();
    Line { part, id, elements }
}

fn trailer(part: Part, id: &[u8]) -> Line {
    let one = vec![vec![b"1".to_vec()]];
    Line {
        part,
        id: id.to_vec(),
        elements: vec![one.clone(), one],
    }
}

/// The lines in bytes. `None` where content holds one of the delimiters.
pub(crate) fn write<'l>(
    lines: impl IntoIterator<Item = &'l Line>,
    style: Style,
) -> Option<Vec<u8>> {
    let mut out = Out {
        bytes: Vec::new(),
        width: 0,
        to: style.delimiters,
        wrap: style.wrap,
    };
    // Of the open interchange, group and set: its control number, and what its trailer counts.
    let mut open: [(&[u8], u64); 3] = [(b"", 0); 3];
    for line in lines {
        let starts = match line.part {
            Part::Isa(_) => Some((0, 13)),
            Part::Gs => Some((1, 6)),
            Part::St => Some((2, 2)),
            _ => None,
        };
        if let Some((level, control)) = starts {
            open[level] = (line.value(control), 0);
            if level > 0 {
                open[level - 1].1 += 1;
            }
        }
        open[2].1 += 1;
        let ends = match line.part {
            Part::Iea => Some(0),
            Part::Ge => Some(1),
            Part::Se => Some(2),
            _ => None,
        };
        match (line.part, ends) {
            (Part::Isa(may_repeat), _) => out.header(line, may_repeat)?,
            (_, Some(level)) => {
                let (control, count) = open[level];
                let mut trailer = line.clone();
                trailer.set(1, count.to_string().as_bytes());
                trailer.set(2, control);
                out.segment(&trailer)?;
            }
            _ => out.segment(line)?,
        }
    }
    Some(out.bytes)
}

struct Out {
    bytes: Vec<u8>,
    /// Of the line so far.
    width: usize,
    to: Delimiters,
    wrap: Wrap,
}

impl Out {
    /// With the padding of its elements. Where nothing may repeat a letter stands in place of ISA11.
    fn header(&mut self, isa: &Line, may_repeat: bool) -> Option<()> {
        const WIDTHS: [usize; 16] = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
        if may_repeat != self.to.repetition.is_some() {
            if may_repeat {
                return None;
            }
            self.to.repetition = None;
        }
        self.width = 0;
        self.put(b"ISA");
        for (number, width) in (1..).zip(WIDTHS) {
            self.put(&[self.to.element]);
            match number {
                11 => self.put(&[self.to.repetition.unwrap_or(b'U')]),
                16 => self.put(&[self.to.component]),
                _ => {
                    let mut value = isa.value(number).to_vec();
                    value.resize(value.len().max(width), b' ');
                    self.content(&value)?;
                }
            }
        }
        self.end();
        Some(())
    }

    fn segment(&mut self, line: &Line) -> Option<()> {
        self.content(&line.id)?;
        for element in &line.elements {
            self.put(&[self.to.element]);
            for (at, repetition) in element.iter().enumerate() {
                if at > 0 {
                    self.put(&[self.to.repetition?]);
                }
                for (at, component) in repetition.iter().enumerate() {
                    if at > 0 {
                        self.put(&[self.to.component]);
                    }
                    self.content(component)?;
                }
            }
        }
        self.end();
        Some(())
    }

    fn content(&mut self, bytes: &[u8]) -> Option<()> {
        let Delimiters {
            element,
            component,
            terminator,
            repetition,
        } = self.to;
        let taken = |byte: &u8| {
            [element, component, terminator, b'\r', b'\n'].contains(byte)
                || Some(*byte) == repetition
        };
        if bytes.iter().any(taken) {
            return None;
        }
        self.put(bytes);
        Some(())
    }

    fn put(&mut self, bytes: &[u8]) {
        let lines = matches!(self.to.terminator, b'\r' | b'\n');
        for byte in bytes {
            if matches!(self.wrap, Wrap::Eighty) && self.width == 80 && !lines {
                self.bytes.extend_from_slice(b"\r\n");
                self.width = 0;
            }
            self.bytes.push(*byte);
            self.width += 1;
        }
    }

    fn end(&mut self) {
        self.put(&[self.to.terminator]);
        match self.wrap {
            Wrap::Lf => self.bytes.push(b'\n'),
            Wrap::CrLf => self.bytes.extend_from_slice(b"\r\n"),
            Wrap::Nothing | Wrap::Eighty => {}
        }
    }
}
