//! Where a keychain keeps secrets.

/// Where secrets are kept, by its true name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeychainLocation {
    /// The program or part of the system: `GNOME Keyring`.
    pub program: String,
    /// The part of it: `Login`. May be empty.
    pub collection: String,
}
