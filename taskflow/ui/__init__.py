"""The look: colours, buttons, fields, dialogs, menus. No task knowledge, no State."""
