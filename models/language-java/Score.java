import io.scoria.api.BadRequestException;
import io.scoria.api.EntryScript;
import io.scoria.api.ScriptContext;
import io.scoria.api.ScriptRequest;
import io.scoria.api.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says which language a text is in: {@code {"data": ["Where is the station?"]}} is answered by
 * {@code {"result": [{"language": "English", "probability": 0.9876}]}}.
 *
 * <p>A model takes numbers, so a text becomes numbers first: its words are cut into pieces of one
 * to three letters, each piece falls into one of 2048 buckets by its hash, and what counts is the
 * share of the pieces that each bucket has got.
 */
public class Score implements EntryScript {
  private static final int BUCKETS = 2048;
  private static final int LONGEST_PIECE = 3;

  private record Answer(String language, double probability) {}

  private ScriptContext context;
  private List<String> languages;

  @Override
  public void init(ScriptContext context) throws IOException {
    this.context = context;
    languages = Files.readAllLines(context.modelFolder().resolve("labels.txt"));
  }

  @Override
  public Object run(ScriptRequest request) {
    List<float[]> rows = new ArrayList<>();
    for (Object text : texts(request)) {
      rows.add(shares(String.valueOf(text)));
    }
    if (rows.isEmpty()) {
      return Map.of("result", List.of());
    }
    Tensor probabilities = context.model().run(Tensor.of(rows.toArray(float[][]::new)));
    return Map.of("result", best(probabilities.floats()));
  }

  private static List<?> texts(ScriptRequest request) {
    if (request.json() instanceof Map<?, ?> body && body.get("data") instanceof List<?> texts) {
      return texts;
    }
    throw new BadRequestException("The body must be like {\"data\": [\"a text\", \"another\"]}.");
  }

  static float[] shares(String text) {
    int[] counts = new int[BUCKETS];
    StringBuilder letters = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> letters.appendCodePoint(Character.isLetter(c) ? c : ' '));
    for (String word : letters.toString().trim().split(" +")) {
      int[] bounded = (" " + word + " ").codePoints().toArray();
      for (int start = 0; start < bounded.length && !word.isEmpty(); start++) {
        addPieces(counts, bounded, start);
      }
    }
    return shares(counts);
  }

  /** Counts each beginning of the letters from there on: of "the" that is "t", "th" and "the". */
  private static void addPieces(int[] counts, int[] letters, int start) {
    int hash = 0x811c9dc5; // FNV-1a of 32 bits; its 11 upper bits name the bucket
    for (int i = start; i < letters.length && i < start + LONGEST_PIECE; i++) {
      hash = (hash ^ letters[i]) * 16777619;
      counts[hash >>> 21]++;
    }
  }

  private static float[] shares(int[] counts) {
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    float[] shares = new float[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      shares[i] = (float) counts[i] / Math.max(1, total);
    }
    return shares;
  }

  private List<Answer> best(float[] probabilities) {
    List<Answer> answers = new ArrayList<>();
    for (int row = 0; row < probabilities.length; row += languages.size()) {
      int best = row;
      for (int i = row; i < row + languages.size(); i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      double rounded = Math.round(probabilities[best] * 10_000) / 10_000.0;
      answers.add(new Answer(languages.get(best - row), rounded));
    }
    return answers;
  }
}
