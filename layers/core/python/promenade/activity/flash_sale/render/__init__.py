"""The page of a sale, and what it is shown with."""
