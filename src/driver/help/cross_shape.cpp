#include "src/driver/help/cross_shape.h"

#include "src/mpy_cross/options.h"

namespace taipan::driver {

CommandShape crossShape() {
    using words::Section;
    CommandShape shape;
    shape.name = "mpy-cross";
    shape.help = "Compile a MicroPython source to an .mpy file";
    for (const Section section : {Section::General, Section::Target, Section::Implementation}) {
        for (const words::UsageRow& row : mpy_cross::optionsOf(section)) {
            OptionShape& option = shape.options.emplace_back();
            option.names = row.word;
            option.value = row.takesWord ? "FILE" : row.value;
            option.help = row.help;
            option.choices = row.choices;
        }
    }
    OptionShape& input = shape.options.emplace_back();
    input.names = "input";
    input.help = "The .py file; - for standard input";
    input.isArgument = input.isRequired = true;
    return shape;
}

} // namespace taipan::driver
