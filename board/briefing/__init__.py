"""通报: what is said in a weekly meeting, a monthly comparison or a quarterly bulletin, as text, tables and Word file.

Pure: frames in, words out; no Streamlit and no database.
"""
