package io.scoria.benchmarks.load;

/** Told of a window's ends, under load and outside of what is measured. May block for a moment. */
public interface WindowListener {
  WindowListener NONE =
      new WindowListener() {
        @Override
        public void beforeWindow() {}

        @Override
        public void afterWindow() {}
      };

  void beforeWindow();

  void afterWindow();
}
