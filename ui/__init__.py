"""What a person sees: the pages of Office, Desk and Sitting. Runs no SQL, draws no PDF, holds no rule."""
