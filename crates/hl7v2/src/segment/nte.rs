//! NTE: notes and comments.

use crate::Repetition;
use crate::datatype::Cwe;

segment! {
    /// Notes and comments.
    Nte, "NTE";
    /// NTE-1.
    code set_id = 1;
    /// NTE-2.
    code source = 2;
    /// NTE-3: one repetition a line or paragraph.
    each comments = 3: Repetition;
    /// NTE-3: all repetitions as one text.
    text comment = 3;
    /// NTE-4.
    one comment_type = 4: Cwe;
}
