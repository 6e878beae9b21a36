"""The rare words in the confidences of the example Orvane: each stands in one entry, and only its room may see it."""

CANARIES: dict[str, set[str]] = {
    # what a delegation keeps to itself
    "Velisquard": {"compact"},
    "Gravisholm": {"ridge"},
    "Lanthowick": {"river"},
    # what a party told the mediator
    "Quellowanne": {"directorate", "envoy", "team", "interpreters"},
    "Brassivoor": {"directorate", "envoy", "team", "interpreters"},
    "Drennislow": {"compact", "envoy", "team", "interpreters"},
    "Tormalisk": {"ridge", "envoy", "team", "interpreters"},
    "Fennerast": {"river", "envoy", "team", "interpreters"},
    # what the guarantors said, together or alone
    "Pardovane": {"ulvessar", "tharnovey", "pellomire", "envoy", "team", "interpreters"},
    "Andrivole": {"ulvessar", "tharnovey", "envoy", "team"},
    "Morrasund": {"ulvessar", "envoy", "team"},
    "Keshlaveen": {"tharnovey", "envoy", "team"},
    # the back channel, of which the desk does not know
    "Crosspellow": {"river", "ulvessar", "envoy"},
    "Yeldrisham": {"river", "ulvessar", "envoy"},
    # host, observers, press
    "Bellisward": {"pellomire", "envoy", "team"},
    "Hollinvarr": {"observers", "envoy", "team"},
    "Kestorwell": {"press", "envoy", "team"},
    # the team's own papers
    "Wyndraleth": {"team"},
    "Ossimund": {"envoy", "team"},
    "Corrimaunt": {"envoy", "team"},
}
