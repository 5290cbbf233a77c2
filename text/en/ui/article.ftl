ui-article-body_of = Text of section { $number }
ui-article-checks = What { -recruitee } looks for
ui-article-checks-hint = Updated as you type.
ui-article-complete = Everything is filled in.
ui-article-contact = Support contact
ui-article-contact-hint = An email address or a URL
ui-article-copy = Copy article
ui-article-edited = Edited
ui-article-facts = Details not in the partner record
ui-article-facts-hint = Your answers are added to the article where they belong.
ui-article-files = Saves a zip file with the article as HTML, Markdown, and plain text, plus its pictures.
ui-article-go = Go to { $page }
ui-article-heading_of = Heading of section { $number }
ui-article-loading = Reading the article…
ui-article-open =
    { $count ->
        [one] 1 blank left to fill in. Look for [square brackets].
       *[other] { $count } blanks left to fill in. Look for [square brackets].
    }
ui-article-publish = Publish the article on your own site, then enter its URL.
ui-article-reset = Use the text from the record
ui-article-reset_done = Restored from the record
ui-article-result_time = Time until the result
ui-article-result_time-hint = For example, “within 2 days”. Optional.
ui-article-save = Save article files
ui-article-saving = Saving…
ui-article-section = Section { $number }
ui-article-section-open = Still to fill in: { $points }
ui-article-sub = { -recruitee } asks for a public help article. This page drafts it from your partner record.
ui-article-text = Article
ui-article-text-hint = Edit it here. Use Markdown for lists and bold text. Empty sections are left out.
ui-article-token_name = Name of the token
ui-article-token_name-hint = Leave empty to use “API token”
ui-article-token_place = Where customers find the token
ui-article-token_place-hint = For example, Settings > API keys
