@{
    ExcludeRules = @(
        # Pester's blocks share variables in a way that the rule does not follow: what BeforeAll sets, It uses.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
