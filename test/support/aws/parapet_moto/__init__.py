"""What the tests add to moto: patches, faults, a call log, planted facts and seeded estates."""
