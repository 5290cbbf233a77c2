/// Which partner secret is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretTried {
    /// The one that is kept.
    Kept,
    /// One that a new one has taken the place of.
    Replaced,
}
