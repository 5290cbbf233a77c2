//! The ways in which it is odd.

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Mode {
    /// As it should.
    Works,
    /// No answer while nobody has answered its question.
    Hangs,
    /// Turns callers away, as a sandbox or a policy of the bus does.
    Refuses,
    /// Asks whether this app may, and the person closes the question.
    Dismisses,
    /// Says yes, and keeps nothing.
    Forgets,
    /// Keeps the first eight characters.
    Truncates,
    /// Keeps things in memory until the next login.
    Ephemeral,
    /// Has room for short entries only.
    Small,
    /// Finds everything twice.
    Doubles,
    /// Names no default collection and has one.
    NoAlias,
    /// The same, said with an error.
    NoSuchAlias,
    /// Names no default collection and has two.
    Several,
    /// Has no collection, as a program whose databases are all closed.
    NothingOpen,
    /// As KeePassXC: no default collection, locked at first, and what is locked is not shown. The person
    /// unlocks it when asked while the file named by `ODD_KEYCHAIN_RELEASE` is there, and else closes the
    /// question.
    Database,
    /// The same with a default collection.
    DefaultDatabase,
}
