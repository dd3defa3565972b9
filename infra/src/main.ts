import { join } from "node:path";
import { App, Tags, Validations } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import { declareFirstlot } from "./firstlot-app.ts";
import { settingsFrom } from "./settings.ts";

const BUNDLES = join(import.meta.dirname, "../../dist/functions");

const app = new App();
const settings = settingsFrom(process.env);
declareFirstlot(app, settings, (name) => Code.fromAsset(join(BUNDLES, name)));
Tags.of(app).add("project", "firstlot");
Tags.of(app).add("stage", settings.stage);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
