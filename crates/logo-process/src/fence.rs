//! What a process that works on a foreign picture can no longer do, whatever the picture makes of it.

/// What the system grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    /// No file can be opened but fonts, for reading.
    pub closes_files: bool,
    /// No connection can be made and no program started.
    pub closes_network: bool,
}

/// Shuts this thread, and those that it starts, off from files, network and other programs.
#[cfg(target_os = "linux")]
pub fn enter() -> Fence {
    Fence { closes_files: files::close(), closes_network: calls::close() }
}

/// Nothing is granted here by a kept library.
#[cfg(not(target_os = "linux"))]
pub fn enter() -> Fence {
    Fence { closes_files: false, closes_network: false }
}

#[cfg(target_os = "linux")]
mod files {
    use landlock::{
        ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
        path_beneath_rules,
    };
    use std::path::PathBuf;

    /// Fonts, and what says where they are.
    const FONTS: [&str; 8] = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/usr/share/fontconfig",
        "/etc/fonts",
        "/var/cache/fontconfig",
        "/run/host/fonts",
        "/run/host/user-fonts",
        "/run/current-system/sw/share/X11/fonts",
    ];

    pub(super) fn close() -> bool {
        try_close().unwrap_or(false)
    }

    fn try_close() -> Result<bool, RulesetError> {
        let abi = ABI::V5;
        let status = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(font_folders(), AccessFs::from_read(abi)))?
            .restrict_self()?;
        Ok(status.ruleset != RulesetStatus::NotEnforced)
    }

    fn font_folders() -> Vec<PathBuf> {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        let own = home.iter().flat_map(|home| [home.join(".fonts"), home.join(".local/share/fonts")]);
        let own: Vec<PathBuf> = own.chain(data.iter().map(|data| data.join("fonts"))).collect();
        FONTS.iter().map(PathBuf::from).chain(own).filter(|folder| folder.is_dir()).collect()
    }
}

#[cfg(target_os = "linux")]
mod calls {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
    use std::env::consts::ARCH;

    /// Connections, other programs, other processes, and ways around the fence.
    const CLOSED: [libc::c_long; 28] = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_io_uring_setup,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
        libc::SYS_pidfd_open,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_memfd_create,
    ];

    pub(super) fn close() -> bool {
        let Ok(architecture) = ARCH.try_into() else { return false };
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let rules = CLOSED.iter().map(|call| (*call, Vec::new())).collect();
        let Ok(filter) = SeccompFilter::new(rules, SeccompAction::Allow, refuse, architecture) else {
            return false;
        };
        let Ok(program) = BpfProgram::try_from(filter) else { return false };
        seccompiler::apply_filter(&program).is_ok()
    }
}
