"""Bindings: how an operation travels. Encoders write requests, decoders read results."""
