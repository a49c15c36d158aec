"""Text of ten languages to vectors, without any other model than the packaged English one.

English is encoded by all-MiniLM-L6-v2, to the bit as before. For Arabic, Chinese, French, Indonesian, Japanese, Korean,
Portuguese, Russian and Spanish a table of token vectors stands before the same model, learnt from pairs of sentences
(the training folder): each says what the model's own English tokens would.
"""

from index.multilingual.encoder import MultilingualEncoder, encoder_of

__all__ = ["MultilingualEncoder", "encoder_of"]
