"""The groups of Robot keywords that make up the library; they hold no rules, they call the core."""
