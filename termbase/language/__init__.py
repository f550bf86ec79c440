"""Language tools: script conversion, pinyin, English lemmas, numerals, sentence splitting."""
