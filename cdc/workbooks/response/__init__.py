"""The response workbook: what vendors are asked goes out in it, and their answers come back."""
