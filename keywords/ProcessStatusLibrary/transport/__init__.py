"""Exchanges: one request, one response, and what keeps them within their time and size."""
