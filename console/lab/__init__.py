"""The embedded environment: real parts on loopback, with faults to switch on."""
