"""Our Excel forms, out to vendors and back: one layout per sheet, shared by its writer and its reader."""
