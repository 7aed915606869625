//! Which elements are numbers with a decimal point, of type R in the standard: of these alone zeros at
//! the end say nothing. In an identifier they do: accounts 1001.1 and 1001.10 are two.

/// The elements of a segment that are amounts, quantities or rates: one bit an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    elements: u32,
    /// Of these elements some components are.
    composites: u32,
}

/// Bits of these elements.
const fn bits(elements: &[u32]) -> u32 {
    let (mut bits, mut rest) = (0, elements);
    while let [first, others @ ..] = rest {
        bits |= 1 << *first;
        rest = others;
    }
    bits
}

/// Bits of the elements from one to another.
const fn range(first: u32, last: u32) -> u32 {
    let (mut bits, mut at) = (0, first);
    while at <= last {
        bits |= 1 << at;
        at += 1;
    }
    bits
}

/// Components of HI that are an amount and a quantity: HIxx-5, HIxx-6.
const HI: [usize; 2] = [5, 6];

impl Numbers {
    /// Those of a segment by its id, as the data element dictionary has them. Of a segment that is
    /// not here none: then documents that differ in zeros are two, which a person can see.
    pub(super) fn of(id: &[u8]) -> Numbers {
        let elements = match id {
            b"ADX" | b"CLD" => bits(&[1]),
            b"AMT" | b"BPR" | b"CLM" | b"DN1" | b"QTY" => bits(&[2]),
            b"CAS" => bits(&[3, 4, 6, 7, 9, 10, 12, 13, 15, 16, 18, 19]),
            b"CLP" => bits(&[3, 4, 5, 12, 13]),
            b"CN1" => bits(&[2, 3, 5]),
            b"CR1" => bits(&[2, 6]),
            b"CTP" => bits(&[3, 4, 7, 8]),
            b"CUR" => bits(&[3]),
            b"EB" => bits(&[7, 8, 10]),
            b"FRM" => bits(&[5]),
            b"HCP" => bits(&[2, 3, 5, 7, 12]),
            b"HSD" => bits(&[2, 4]),
            b"MEA" => bits(&[3, 5, 6]),
            b"MIA" => range(1, 4) | range(6, 19) | bits(&[24]),
            b"MOA" => bits(&[1, 2, 8, 9]),
            b"PAT" => bits(&[8]),
            b"PLB" => bits(&[4, 6, 8, 10, 12, 14]),
            b"PS1" => bits(&[2]),
            b"STC" => bits(&[4, 5]),
            b"RMR" => bits(&[4, 5, 6, 8]),
            b"SV1" => bits(&[2, 4]),
            b"SV2" => bits(&[3, 5, 6, 7]),
            b"SV3" => bits(&[2, 6]),
            b"SV5" => range(3, 5),
            b"SVC" => bits(&[2, 3, 5, 7]),
            b"SVD" => bits(&[2, 5]),
            b"TS2" => range(1, 19),
            b"TS3" => range(4, 24),
            b"HI" => {
                return Numbers {
                    elements: 0,
                    composites: range(1, 12),
                };
            }
            _ => 0,
        };
        Numbers {
            elements,
            composites: 0,
        }
    }

    /// Whether an element is one, or holds one.
    pub(super) fn has(self, element: usize) -> bool {
        is_set(self.elements | self.composites, element)
    }

    /// Whether a component of an element is one.
    pub(super) fn has_component(self, element: usize, component: usize) -> bool {
        is_set(self.elements, element)
            || (HI.contains(&component) && is_set(self.composites, element))
    }
}

fn is_set(bits: u32, element: usize) -> bool {
    u32::try_from(element).is_ok_and(|element| element < u32::BITS && bits & (1 << element) != 0)
}
