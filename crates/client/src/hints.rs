/// What stands beside an answer.
pub(crate) struct ResponseMeta {
    /// Seconds.
    pub(crate) retry_after: Option<u64>,
    /// The origin that a redirect leads to.
    pub(crate) leads_to: Option<String>,
}
