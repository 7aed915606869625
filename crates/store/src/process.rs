//! Processes of this machine as holders of leases: a dead one's lease is over at once.

use std::fs;
use std::process::Command;

use domain::Digest;

use crate::lease::{Holder, Holders};

/// Processes, known by where they run, their id and when they started (ids are used again).
#[derive(Debug, Clone)]
pub struct Processes {
    place: String,
    me: Holder,
}

impl Processes {
    /// This process among those of this machine.
    #[must_use]
    pub fn here() -> Processes {
        let place = place();
        let id = std::process::id();
        let start = start_of(id).unwrap_or_default();
        let me = Holder(format!("{place}:{id}:{start}"));
        Processes { place, me }
    }
}

impl Holders for Processes {
    fn me(&self) -> Holder {
        self.me.clone()
    }

    fn is_gone(&self, holder: &Holder) -> bool {
        let mut parts = holder.0.splitn(3, ':');
        let (Some(place), Some(id), Some(start)) = (parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        // Another boot, machine or container: its processes can't be seen from here.
        if place != self.place || start.is_empty() {
            return false;
        }
        id.parse()
            .is_ok_and(|id| start_of(id).as_deref() != Some(start))
    }
}

/// Where process ids mean the same: one boot of one machine, one PID namespace.
fn place() -> String {
    let boot = fs::read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let space = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let digest = Digest::of(&[&boot, space.as_os_str().as_encoded_bytes()]).to_string();
    digest.get(..12).unwrap_or(&digest).to_owned()
}

/// When a process started, in whatever unit the system counts; `None` if it does not run.
fn start_of(id: u32) -> Option<String> {
    if fs::exists("/proc/self/stat").unwrap_or(false) {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        return start_in(&stat);
    }
    // Where there is no /proc (macOS), `ps` knows.
    let told = Command::new("ps")
        .args(["-o", "lstart=", "-p", &id.to_string()])
        .output()
        .ok()?;
    let start = String::from_utf8(told.stdout)
        .ok()?
        .split_whitespace()
        .collect::<String>();
    (!start.is_empty()).then_some(start)
}

/// Field 22 of proc(5) stat. The command in field 2 may hold spaces and parentheses, so fields are
/// counted after the last one. A zombie (field 3) does not run.
fn start_in(stat: &str) -> Option<String> {
    let (_, after) = stat.rsplit_once(')')?;
    let mut fields = after.split_whitespace();
    let state = fields.next()?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    fields.nth(18).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_not_gone() {
        let here = Processes::here();
        assert!(!here.is_gone(&here.me()));
    }

    #[test]
    fn a_process_that_ended_is_gone_and_its_id_used_again_too() {
        let here = Processes::here();
        let mut child = Command::new("true").spawn().unwrap();
        let id = child.id();
        let start = start_of(id).unwrap_or("1".to_owned());
        child.wait().unwrap();
        assert!(here.is_gone(&Holder(format!("{}:{id}:{start}", here.place))));
        let other = format!("{}:{}:another start", here.place, std::process::id());
        assert!(here.is_gone(&Holder(other)));
    }

    #[test]
    fn what_cannot_be_seen_from_here_is_not_gone() {
        let here = Processes::here();
        for holder in ["elsewhere:1:2", "", "a", "1:2", ":::"] {
            assert!(!here.is_gone(&Holder(holder.to_owned())), "{holder}");
        }
    }

    #[test]
    fn a_command_with_parentheses_and_a_zombie() {
        let fields = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20";
        assert_eq!(
            start_in(&format!("7 (a) b) S {fields}")).as_deref(),
            Some("4242")
        );
        assert_eq!(start_in(&format!("7 (a) Z {fields}")), None);
    }
}
