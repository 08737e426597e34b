// The module string, and string.templatelib.
#include "runtime/modules/modules.h"
#include "runtime/objects/text/template.h"
#include "runtime/protocol/function.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_TEMPLATE

namespace {
constinit const Entry kTemplateLib[] = {
    entry("__name__"_name, nameValue("string.templatelib"_name)),
    entry("Template"_name, templateType),
    entry("Interpolation"_name, interpolationType),
};
constinit const Dict templateLibGlobals = fixedDict(kTemplateLib);
constinit const ModuleContext templateLibContext = builtinModule(templateLibGlobals);

constinit const Entry kString[] = {
    entry("__name__"_name, nameValue("string"_name)),
    entry("templatelib"_name, templateLibContext),
};
constinit const Dict stringGlobals = fixedDict(kString);
} // namespace

constinit const ModuleContext stringModule = builtinModule(stringGlobals);

#endif

} // namespace taipan::runtime
