/**
 * The configuration of Azure ML's web services: the files {@code inferenceconfig.json}, {@code
 * deploymentconfig.json} and {@code config.json}, the variables of the server inside its
 * containers, and how they and the options become what this server is told. Reads files and a map
 * of variables that it is given. Depends on config and Jackson.
 */
@NullMarked
package io.scoria.config.azureml;

import org.jspecify.annotations.NullMarked;
