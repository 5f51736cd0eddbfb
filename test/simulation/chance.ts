export { Chance } from '../../build/demo/quarter/chance.ts'
