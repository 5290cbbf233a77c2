//! A file system for SQLite that passes everything on to the real one and notes what was written and what
//! was synced; it can also fail as a full or a failing disk does.
#![expect(unsafe_code, reason = "SQLite's file systems are made of C structures")]
#![allow(clippy::missing_safety_doc, reason = "called by SQLite alone, by its rules")]

use parking_lot::{Mutex, MutexGuard};
use rusqlite::ffi;
use std::{
    collections::HashMap,
    ffi::{CStr, c_char, c_int, c_void},
    path::{Path, PathBuf},
    ptr,
    sync::Once,
};

/// Something that reached the file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Bytes at a place.
    Write {
        /// Which file.
        file: usize,
        /// Where.
        offset: usize,
        /// What.
        data: Vec<u8>,
    },
    /// A new length.
    Truncate {
        /// Which file.
        file: usize,
        /// The length.
        length: usize,
    },
    /// Everything written to a file so far is on the disk.
    Sync {
        /// Which file.
        file: usize,
    },
    /// A file was removed.
    Delete {
        /// Which file.
        file: usize,
        /// Whether that is on the disk too.
        is_synced: bool,
    },
    /// Whoever writes was told that this is saved.
    Saved(u64),
}

/// How the disk fails from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is full.
    Full,
    /// Writing is not allowed any more.
    WriteProtected,
    /// Writing fails.
    Broken,
    /// Syncing fails.
    NoSync,
    /// Nothing can be locked, as on a network drive without locks.
    NoLocks,
}

/// What was noted.
#[derive(Debug, Default)]
pub struct Notes {
    /// Everything, in order.
    pub ops: Vec<Op>,
    /// The files, by the numbers in `ops`.
    pub files: Vec<PathBuf>,
    /// Files elsewhere are nobody's business: others of this process may be writing there.
    folder: PathBuf,
    numbers: HashMap<PathBuf, usize>,
    fault: Option<Fault>,
}

impl Notes {
    fn number(&mut self, path: PathBuf) -> Option<usize> {
        if !path.starts_with(&self.folder) {
            return None;
        }
        let next = self.files.len();
        let number = *self.numbers.entry(path.clone()).or_insert(next);
        if number == next {
            self.files.push(path);
        }
        Some(number)
    }
}

static NOTES: Mutex<Option<Notes>> = Mutex::new(None);
static INSTALL: Once = Once::new();
static mut PARENT: *mut ffi::sqlite3_vfs = ptr::null_mut();

fn notes() -> MutexGuard<'static, Option<Notes>> {
    NOTES.lock()
}

/// How the disk fails for a file.
unsafe fn fault(file: *mut ffi::sqlite3_file) -> Option<Fault> {
    // SAFETY: see `number`.
    unsafe { number(file) }?;
    notes().as_ref().and_then(|notes| notes.fault)
}

/// Puts the file system in front of the real one for the whole process, and begins to note what is written in
/// `folder`.
///
/// # Panics
/// When SQLite does not take it.
pub fn begin(folder: &Path) {
    INSTALL.call_once(|| {
        // SAFETY: done once, before any connection of this process that matters; the structure lives for ever.
        unsafe {
            let parent = ffi::sqlite3_vfs_find(ptr::null());
            assert!(!parent.is_null());
            PARENT = parent;
            let mut ours = Box::new(*parent);
            ours.szOsFile += c_int::try_from(size_of::<File>()).unwrap();
            ours.zName = c"power-cut".as_ptr();
            ours.pNext = ptr::null_mut();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            assert_eq!(ffi::sqlite3_vfs_register(Box::into_raw(ours), 1), ffi::SQLITE_OK);
        }
    });
    *notes() = Some(Notes { folder: folder.to_owned(), ..Notes::default() });
}

/// Notes that something was said to be saved.
pub fn saved(number: u64) {
    if let Some(notes) = &mut *notes() {
        notes.ops.push(Op::Saved(number));
    }
}

/// Lets the disk fail, or work again.
pub fn fail_with(fault: Option<Fault>) {
    if let Some(notes) = &mut *notes() {
        notes.fault = fault;
    }
}

/// Ends noting and gives what was noted.
pub fn end() -> Notes {
    notes().take().unwrap_or_default()
}

/// Our part of an open file; the real file system's part stands behind it in memory.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    /// `None` for files without a name, which nobody looks for after a crash.
    number: Option<usize>,
}

unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: SQLite gave us `szOsFile` bytes: ours, then those of the real file system.
    unsafe { file.cast::<File>().add(1).cast() }
}

unsafe fn number(file: *mut ffi::sqlite3_file) -> Option<usize> {
    // SAFETY: every file that SQLite hands us was opened by `open`.
    unsafe { (*file.cast::<File>()).number }
}

unsafe fn methods(file: *mut ffi::sqlite3_file) -> &'static ffi::sqlite3_io_methods {
    // SAFETY: an open file of the real file system has its methods, which live for ever.
    unsafe { &*(*real(file)).pMethods }
}

/// Passes a call on to the real file.
macro_rules! passed_on {
    ($($name:ident $method:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        $(unsafe extern "C" fn $name(file: *mut ffi::sqlite3_file $(, $arg: $type)*) -> $result {
            // SAFETY: SQLite's own arguments, for the real file behind ours.
            unsafe { (methods(file).$method.unwrap())(real(file) $(, $arg)*) }
        })*
    };
}

passed_on! {
    close xClose() -> c_int;
    read xRead(to: *mut c_void, length: c_int, offset: ffi::sqlite3_int64) -> c_int;
    file_size xFileSize(size: *mut ffi::sqlite3_int64) -> c_int;
    unlock xUnlock(level: c_int) -> c_int;
    check_reserved xCheckReservedLock(result: *mut c_int) -> c_int;
    control xFileControl(op: c_int, argument: *mut c_void) -> c_int;
    sector_size xSectorSize() -> c_int;
    characteristics xDeviceCharacteristics() -> c_int;
    shm_map xShmMap(page: c_int, size: c_int, extend: c_int, to: *mut *mut c_void) -> c_int;
    shm_barrier xShmBarrier() -> ();
    shm_unmap xShmUnmap(delete: c_int) -> c_int;
    fetch xFetch(offset: ffi::sqlite3_int64, length: c_int, to: *mut *mut c_void) -> c_int;
    unfetch xUnfetch(offset: ffi::sqlite3_int64, what: *mut c_void) -> c_int;
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 3,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: Some(fetch),
    xUnfetch: Some(unfetch),
};

unsafe fn path_of(name: *const c_char) -> Option<PathBuf> {
    // SAFETY: a name that SQLite gives ends in a zero.
    (!name.is_null()).then(|| PathBuf::from(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()))
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as SQLite calls it; the real file system gets its own part of the memory.
    unsafe {
        let result = ((*PARENT).xOpen.unwrap())(PARENT, name, real(file), flags, out);
        let number = path_of(name).and_then(|path| notes().as_mut().and_then(|notes| notes.number(path)));
        let is_open = !(*real(file)).pMethods.is_null();
        let base = ffi::sqlite3_file { pMethods: if is_open { &raw const METHODS } else { ptr::null() } };
        ptr::write(file.cast(), File { base, number });
        result
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe {
        let result = ((*PARENT).xDelete.unwrap())(PARENT, name, sync);
        if let (ffi::SQLITE_OK, Some(path), Some(notes)) = (result, path_of(name), &mut *notes())
            && let Some(file) = notes.number(path)
        {
            notes.ops.push(Op::Delete { file, is_synced: sync != 0 });
        }
        result
    }
}

unsafe fn note(file: *mut ffi::sqlite3_file, op: impl FnOnce(usize) -> Op) {
    // SAFETY: see `number`.
    if let (Some(number), Some(notes)) = (unsafe { number(file) }, &mut *notes()) {
        notes.ops.push(op(number));
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    length: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: see `number`.
    match unsafe { fault(file) } {
        Some(Fault::Full) => return ffi::SQLITE_FULL,
        Some(Fault::WriteProtected) => return ffi::SQLITE_READONLY,
        Some(Fault::Broken) => return ffi::SQLITE_IOERR_WRITE,
        Some(Fault::NoSync | Fault::NoLocks) | None => {}
    }
    // SAFETY: SQLite gives `length` bytes to be written.
    unsafe {
        let result = (methods(file).xWrite.unwrap())(real(file), from, length, offset);
        if result == ffi::SQLITE_OK {
            let data = std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(length).unwrap());
            let (data, offset) = (data.to_vec(), usize::try_from(offset).unwrap());
            note(file, |file| Op::Write { file, offset, data });
        }
        result
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `number`.
    if unsafe { fault(file) } == Some(Fault::NoLocks) {
        return ffi::SQLITE_IOERR_LOCK;
    }
    // SAFETY: as SQLite calls it.
    unsafe { (methods(file).xLock.unwrap())(real(file), level) }
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: see `number`.
    if unsafe { fault(file) } == Some(Fault::NoLocks) {
        return ffi::SQLITE_IOERR_SHMLOCK;
    }
    // SAFETY: as SQLite calls it.
    unsafe { (methods(file).xShmLock.unwrap())(real(file), offset, count, flags) }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: ffi::sqlite3_int64) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe {
        let result = (methods(file).xTruncate.unwrap())(real(file), length);
        if result == ffi::SQLITE_OK {
            note(file, |file| Op::Truncate { file, length: usize::try_from(length).unwrap() });
        }
        result
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: see `number`.
    if unsafe { fault(file) } == Some(Fault::NoSync) {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    // SAFETY: as SQLite calls it. That the real disk is not waited for does not change what is noted.
    unsafe {
        let _ = flags;
        note(file, |file| Op::Sync { file });
    }
    ffi::SQLITE_OK
}
