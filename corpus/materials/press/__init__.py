"""How the starter materials look: content comes in, finished files go out. Nothing here knows what they say."""
