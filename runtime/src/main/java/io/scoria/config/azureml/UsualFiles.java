package io.scoria.config.azureml;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are found by their usual names in a folder. */
final class UsualFiles {
  private static final String FORM = "\\.(json|yml|yaml)";
  private static final Pattern INFERENCE =
      Pattern.compile("inferenceconfig" + FORM + "|inference_config.*" + FORM);
  private static final Pattern DEPLOYMENT =
      Pattern.compile("deploymentconfig" + FORM + "|deployment_config.*" + FORM);
  private static final Pattern SCRIPT = Pattern.compile("score\\.py|Score\\.java");

  private final List<Path> folders;
  private final Findings findings;

  /**
   * @param folders the first that has such a file counts; what is no folder has none
   */
  UsualFiles(List<Path> folders, Findings findings) {
    this.folders = folders;
    this.findings = findings;
  }

  Optional<Path> inferenceConfig() {
    return find(INFERENCE, "--inference-config");
  }

  Optional<Path> deploymentConfig() {
    return find(DEPLOYMENT, "--deploy-config");
  }

  Optional<Path> script() {
    return find(SCRIPT, "--entry-script");
  }

  private Optional<Path> find(Pattern names, String option) {
    for (Path folder : folders) {
      List<Path> files = matching(folder, names);
      if (files.size() > 1) {
        String found = String.join(", ", files.stream().map(f -> "" + f.getFileName()).toList());
        findings.problem(folder.toString(), "", found, "one of them, or " + option + " FILE");
      }
      if (!files.isEmpty()) {
        return Optional.of(files.getFirst());
      }
    }
    return Optional.empty();
  }

  private List<Path> matching(Path folder, Pattern names) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (names.matcher(entry.getFileName().toString()).matches() && !Files.isDirectory(entry)) {
          files.add(entry);
        }
      }
    } catch (IOException e) {
      findings.warn(folder + " cannot be searched for files of the usual names: " + e.getMessage());
    }
    files.sort(null);
    return files;
  }
}
