ui-partners-check_all = Check all
ui-partners-check_all-done = { $checked }, { $ready } ready
ui-partners-check_all-stopped = Stopped: { $checked }, { $ready } ready
ui-partners-checked =
    { $count ->
        [one] 1 partner checked
       *[other] { $count } partners checked
    }
ui-partners-checking = Checking { $name } ({ $done } of { $total } done)
ui-partners-example = Open the sample partner
ui-partners-head-change = Last change
ui-partners-head-partner = Partner
ui-partners-head-state = State
ui-partners-head-where = Where
ui-partners-import = Import
ui-partners-menu = More for { $name }
ui-partners-new = New partner
ui-partners-not_found = No partners match your search.
ui-partners-search = Search partners
ui-partners-sort = Sort by
ui-partners-sort-change = Last change
ui-partners-sort-name = Name
ui-partners-sort-state = State
ui-partners-sub = Each partner is one service listed in { -recruitee }.
