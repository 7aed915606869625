//! BPR: financial information: the payment.

use super::Segment;

/// Financial information: the payment.
#[derive(Debug, Clone, Copy)]
pub struct Bpr<'a>(Segment<'a>);

impl<'a> Bpr<'a> {
    /// The segment as `BPR`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"BPR").then_some(Bpr(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// BPR01: I, C, H, P ...
    #[must_use]
    pub fn handling_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// BPR02.
    #[must_use]
    pub fn amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// BPR03: C or D.
    #[must_use]
    pub fn credit_debit(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// BPR04: ACH, CHK, FWT, NON ...
    #[must_use]
    pub fn method(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// BPR05.
    #[must_use]
    pub fn format(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// BPR06.
    #[must_use]
    pub fn sender_bank_qualifier(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// BPR07.
    #[must_use]
    pub fn sender_bank_id(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// BPR08.
    #[must_use]
    pub fn sender_account_qualifier(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// BPR09.
    #[must_use]
    pub fn sender_account(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// BPR10.
    #[must_use]
    pub fn originator_id(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// BPR11.
    #[must_use]
    pub fn originator_code(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// BPR12.
    #[must_use]
    pub fn receiver_bank_qualifier(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// BPR13.
    #[must_use]
    pub fn receiver_bank_id(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// BPR14.
    #[must_use]
    pub fn receiver_account_qualifier(&self) -> &'a [u8] {
        self.0.element(14)
    }

    /// BPR15.
    #[must_use]
    pub fn receiver_account(&self) -> &'a [u8] {
        self.0.element(15)
    }

    /// BPR16: check issue or EFT effective date.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(16)
    }
}
