//! Memory of a process with all that it started, shared pages split (PSS).

use std::{collections::BTreeMap, fs};

/// The PSS of `pid` and everything below it, in bytes.
pub(crate) fn of_tree(pid: u32) -> u64 {
    let mut parents: BTreeMap<u32, u32> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name is in brackets and may hold anything; what follows it is counted.
        let parent = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
        if let Some(parent) = parent {
            parents.insert(child, parent);
        }
    }
    let belongs = |mut child: u32| loop {
        if child == pid {
            return true;
        }
        match parents.get(&child) {
            Some(parent) if *parent != 0 => child = *parent,
            _ => return false,
        }
    };
    parents.keys().filter(|child| belongs(**child)).map(|child| of_process(*child)).sum()
}

fn of_process(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let kilobytes = text
        .lines()
        .find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
