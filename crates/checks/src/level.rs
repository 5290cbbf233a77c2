/// What a failing check means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Stops promotion.
    Must,
    /// Advice.
    Should,
    /// A person confirms it.
    Manual,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::Manual];

    /// Its name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Manual => "manual",
        }
    }
}
