"""HTTP routes: thin. They ask the service and the records, and leave every error to search_api/errors.py."""
