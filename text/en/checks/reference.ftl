reference-fails = This fails
reference-first_version = The first version.
reference-means = What it means
reference-overview = The app and the command line run every check. TOKEN-7, SEND and REPORT need a candidate, so the rehearsal runs them (`partner-desk-cli rehearse`). “Documented by { -recruitee }” means that the rule is based on { -recruitee }’s own pages. “Our own rule” means that it isn’t.
reference-passes = This passes
reference-versions = Versions
reference-why = Why it matters
