"""What comes from and goes to other programs: translations as XLIFF, reviews in Word."""
