"""Pictures, drawings, style sheets and colours as values: measured, looked through, painted."""
