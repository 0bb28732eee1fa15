"""Message schemas: one verdict on a whole message, and the explanation of a bad one."""
