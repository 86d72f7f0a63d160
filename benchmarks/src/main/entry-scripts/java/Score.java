import io.scoria.api.EntryScript;
import io.scoria.api.Model;
import io.scoria.api.ScriptContext;
import io.scoria.api.ScriptRequest;

/** Hands its requests to the model: what the way through a script costs. */
public class Score implements EntryScript {
  private Model model;

  @Override
  public void init(ScriptContext context) {
    model = context.model();
  }

  @Override
  public Object run(ScriptRequest request) {
    return model.run(request.tensors());
  }
}
