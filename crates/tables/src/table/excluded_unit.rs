//! `excluded_unit`: what does not count.

use crate::declare::table;

table! {
    /// A log of what the views leave out, written by commit rounds only: one row per change. The newest
    /// batch of a scope wins.
    excluded_unit: ExcludedUnit<'a>, key = [batch, scope, unit_id, file_id, generation, reason] {
        /// The commit round.
        batch: Long, ordered;
        /// unit, or file: then every unit of the file's generation.
        scope: Text;
        /// The unit; null where the scope is file.
        unit_id: Opt<Text>, ordered;
        /// The file.
        file_id: Text, ordered;
        /// The file's generation.
        generation: Int;
        /// duplicate, held, discarded, superseded, retracted, replayed.
        reason: Text;
        /// True when it is left out from now on, false when it counts again.
        active: Flag;
        /// The commit round that the file's generation came with: what was folded before holds none of it.
        since: Long;
    }
}
