// ECharts alone lives in this chunk: a screen without a chart does not load it.
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendPlainComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Series } from './charts'

use([BarChart, GridComponent, LegendPlainComponent, LineChart, SVGRenderer, TooltipComponent])

export interface Drawn {
  kind: 'bar' | 'line'
  labels: string[]
  series: Series[]
  /** As the axis and the tooltip tell a value. */
  tell: (value: number) => string
  /** By name of a custom property: the theme's colours. */
  colour: (name: string) => string
}

const PALETTE = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6']

export function draw(element: HTMLElement): EChartsType {
  return init(element, null, { renderer: 'svg' })
}

/** The tooltip is drawn, not written as HTML: the page's policy forbids styles within elements. */
export function option({ kind, labels, series, tell, colour }: Drawn): EChartsCoreOption {
  const ink = colour('--muted')
  const edge = colour('--edge')
  return {
    animation: false,
    color: PALETTE.map(colour),
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 8, right: 16, top: series.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
    legend: series.length > 1 ? { top: 0, left: 0, textStyle: { color: ink } } : undefined,
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: colour('--surface'),
      borderColor: edge,
      textStyle: { color: colour('--ink') },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? tell(value) : '–'),
    },
    xAxis: {
      type: 'category',
      data: labels,
      axisLabel: { color: ink, hideOverlap: true },
      axisLine: { lineStyle: { color: edge } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: ink, formatter: tell },
      splitLine: { lineStyle: { color: edge } },
    },
    series: series.map(({ name, values }) => ({
      type: kind,
      name,
      data: values,
      barMaxWidth: 36,
      symbolSize: 5,
      connectNulls: false,
    })),
  }
}
